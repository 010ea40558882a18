"""Files that come in, matched against what is stored: good rows go in as one action, the others are named."""
