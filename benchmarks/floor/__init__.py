"""The least a Django site can do for the same job: what the product's figures are divided by."""
