"""Documents that flow over pages: laid out by Platypus, set and tagged by the house's own ink."""
