"""What HTTP says, taken from strangers within limits: headers, bodies, addresses. Pure."""
