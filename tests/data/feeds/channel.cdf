<?xml version="1.0" encoding="utf-8"?>
<CHANNEL HREF="https://cdf.example/"><TITLE>CDF desk</TITLE>
<ITEM HREF="https://cdf.example/one" LASTMOD="2026-03-10T08:00Z"><TITLE>Head of vision quits</TITLE><ABSTRACT>One line.</ABSTRACT></ITEM>
</CHANNEL>
