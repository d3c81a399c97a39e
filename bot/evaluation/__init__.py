"""How good a model is: figures over messages whose labels are known; it changes no model."""
