"""Work that is done in other processes. Knows nothing of newsbot."""
