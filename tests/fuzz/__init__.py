"""Mutated inputs through everything that reads what others wrote: no crash, no hang, no record that does not validate."""
