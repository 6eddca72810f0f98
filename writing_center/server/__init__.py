"""The Voilà application: identity, sign-in, kernels, page template."""
