"""The one door: what an action is, the office that carries it out, and what an undo must not leave."""
