"""newsbot: crawl provincial news politely, keep the bytes as served, read each page into one clean record."""

__version__ = "0.1.0"
