"""The Scrapy side: sources, the scheduler on the ledger, capture, robots.txt, politeness, acknowledgement, the run report."""
