"""Money: agreements and their places, claims, returns, settlements, charges and the year end."""
