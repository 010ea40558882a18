"""The shell: the frame round every screen, its menus, and the way in."""
