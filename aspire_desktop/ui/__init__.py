"""Floor 4: what is seen. Qt lives here and nowhere else."""
