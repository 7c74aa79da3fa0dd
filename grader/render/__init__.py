"""Reports: a verdict shown to somebody. Renderers decide nothing."""
