"""What an account and region hold: artifacts with their tags, living stacks, leftovers, quotas."""
