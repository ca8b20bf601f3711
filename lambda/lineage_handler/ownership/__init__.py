"""Who owns an artifact: the mark and the claims on it, and what conflicts between them mean."""
