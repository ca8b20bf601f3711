"""Templates: what they declare, as text or as the values of a deployed stack."""
