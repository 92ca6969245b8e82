"""Known page layouts: what a page of one content system looks like, as data, and the first of them that a page has.

Takes the walked page and the layouts to try; gives the elements that the met one names, and cues for another walk.
"""
