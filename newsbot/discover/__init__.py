"""What lists articles: feeds, sitemaps, links, walks, windows of time. Bytes in, URLs out; no Scrapy."""
