"""A newsroom on this machine that tells one story in twenty seconds, and the daemon watching it."""
