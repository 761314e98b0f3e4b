"""How the beginnings of stories are printed: the grammars of datelines and bylines, by family of script."""
