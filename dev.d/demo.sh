# Sourced by ./dev.
echo "./dev demo is not written yet" >&2
exit 1
