# Completion of sallyport's command line for fish: put it into ~/.config/fish/completions.

function __sallyport_hosts
    set -l file ~/.ssh/config
    test -r $file; and awk 'tolower($1) == "host" { for (i = 2; i <= NF; i++) if ($i !~ /[*?!]/) print $i }' $file
end

complete -c sallyport -f -a '(__sallyport_hosts)'
complete -c sallyport -s 4 -d 'IPv4 only'
complete -c sallyport -s 6 -d 'IPv6 only'
complete -c sallyport -s B -x -d 'Connect from an interface'
complete -c sallyport -s b -x -d 'Connect from an address'
complete -c sallyport -s c -x -a 'aes128-ctr aes192-ctr aes256-ctr' -d 'Ciphers'
complete -c sallyport -s D -x -d 'SOCKS proxy: [bind:]port'
complete -c sallyport -s E -r -F -d 'Append messages to a file'
complete -c sallyport -s F -r -F -d 'Configuration file'
complete -c sallyport -s f -d 'Go to the background once it is up'
complete -c sallyport -s G -d 'Print the settings'
complete -c sallyport -s g -d 'Let other hosts use local ports'
complete -c sallyport -s i -r -F -d 'Private key'
complete -c sallyport -s J -x -a '(__sallyport_hosts)' -d 'Through these hosts'
complete -c sallyport -s L -x -d 'Local forward: [bind:]port:host:hostport'
complete -c sallyport -s l -x -a '(__fish_complete_users)' -d 'Login name'
complete -c sallyport -s M -d 'Be the master of the control socket'
complete -c sallyport -s m -x -a 'hmac-sha2-256 hmac-sha2-512' -d 'Message authentication codes'
complete -c sallyport -s N -d 'No command: always so'
complete -c sallyport -s n -d 'No input: always so'
complete -c sallyport -s O -x -a 'check forward cancel exit stop' -d 'Tell the master'
complete -c sallyport -s o -x -d 'A line of the configuration'
complete -c sallyport -s p -x -d 'The server\'s port'
complete -c sallyport -s Q -x -a 'cipher kex key mac sig' -d 'Print algorithms'
complete -c sallyport -s q -d 'Quiet'
complete -c sallyport -s R -x -d 'Remote forward: [bind:]port[:host:hostport]'
complete -c sallyport -s S -r -F -d 'Control socket'
complete -c sallyport -s T -d 'No terminal: always so'
complete -c sallyport -s V -d 'Print the version'
complete -c sallyport -s v -d 'Say more'
complete -c sallyport -s W -x -d 'Standard input and output to a target: host:port'
