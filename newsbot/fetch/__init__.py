"""Being a guest: robots.txt, Retry-After, polite visits. No Scrapy."""
