# Sourced by ./dev.
echo "./dev bench is not written yet" >&2
exit 1
