"""Bytes to items: feeds, JSON feeds, HTML, archives and lists of feeds. Pure."""
