"""The commands of newsbot, one module each.

Heavy imports stand inside the functions: `newsbot --help` must answer at once.
"""
