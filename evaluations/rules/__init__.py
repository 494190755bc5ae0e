"""What is decided on the desk without looking anything up."""
