//! Findings about a policy, whatever it is for.
