"""Reading captures again with the present code: what changes in the records, and the records written anew."""
