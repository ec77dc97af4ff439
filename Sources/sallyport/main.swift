import CPosix
import CommandSupport
import Glibc

// Before anything else: the standard descriptors are open, a write to a closed socket is an error, not the end, and one
// arena keeps the memory small.
sallyport_open_standard_descriptors()
sallyport_ignore_broken_pipes()
sallyport_tune_malloc()
sallyport_keep_no_stacks()

let status = await Program.run(Array(CommandLine.arguments.dropFirst()))
Terminal.restore()
exit(status)
