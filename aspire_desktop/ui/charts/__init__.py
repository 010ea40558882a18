"""The four forms of chart: unit waffle, segmented progress, plain bar and timeline."""
