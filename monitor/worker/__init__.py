"""The worker processes, where bodies from outside are parsed and read. Start at `pool`.

`pool` is the parent's side, `child` what runs in a worker, `frames` what passes between them. The
child imports nothing of the parent's side: it starts fast and stays small.
"""
