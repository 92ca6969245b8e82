"""Looking at a site without crawling it: what an unknown one is like, and whether what is recorded of one still holds."""
