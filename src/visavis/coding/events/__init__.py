"""Events: who did what to whom, as the codebook's triggers and frames find it in a parsed sentence."""
