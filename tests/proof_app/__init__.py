"""An app above questions with a question type of its own: what an app such as coding brings, and nothing else."""
