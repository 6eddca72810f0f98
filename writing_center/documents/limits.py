"""What the process that reads a file may take of the computer."""

MEMORY = 300 * 1024 * 1024  # bytes of address space
SECONDS = 4.5  # by the clock, so that a sentence is there within five
PROCESSOR_SECONDS = 4
ANSWER = 8_000_000  # bytes written


def limit_this_process() -> None:
    """Limit memory, time and what may be written, where the system can (all but Windows).

    The parent process watches the clock anyway.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS knows some of them by name only
            continue
