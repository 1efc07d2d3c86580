"""Words, in both languages, that make a role or an article one about AI. Data only."""

from __future__ import annotations

from monitor.language.lexicon import Lexicon, terms

AI = Lexicon(
    (
        *terms(
            "ai", "AI AGI AIGC 人工智能 大模型 语言模型 基础模型 世界模型 多模态 机器学习 深度学习"
        ),
        *terms("ai", "神经网络 强化学习 自然语言处理 计算机视觉 预训练 后训练 生成式 智能体 算力"),
        *terms(
            "ai", "自动驾驶 智能驾驶 辅助驾驶 智驾 无人驾驶 机器人 具身 具身智能 人形机器人 AI芯片"
        ),
        *terms("ai", "artificial_intelligence machine_learning deep_learning LLM LLMs GPT"),
        *terms("ai", "language_model language_models large_model large_models large-model"),
        *terms("ai", "foundation_model foundation_models frontier_model frontier_models"),
        *terms("ai", "generative neural_network neural_networks reinforcement_learning"),
        *terms("ai", "computer_vision natural_language_processing pretraining pre-training"),
        *terms("ai", "self-driving autonomous_driving autonomous_vehicles robotaxi robotics"),
        *terms("ai", "humanoid robots superintelligence superalignment chatbot chatbots"),
        *terms("ai", "ChatGPT OpenAI Anthropic DeepMind xAI DeepSeek Gemini Claude Grok Copilot"),
        *terms("ai", "Llama Autopilot Optimus Sora Siri Qwen Kimi"),
        *terms("ai", "千问 通义 豆包 文心 混元 智谱 月之暗面 盘古大模型"),
    )
)
