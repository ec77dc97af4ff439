# Completion of sallyport's command line for bash: source it, or put it where bash-completion looks for "sallyport".

# The names of Host blocks in the user's configuration, those with patterns left out.
_sallyport_hosts() {
    local file=${1:-$HOME/.ssh/config}
    [[ -r $file ]] || return 0
    awk 'tolower($1) == "host" { for (i = 2; i <= NF; i++) if ($i !~ /[*?!]/) print $i }' "$file"
}

_sallyport() {
    local current=$2 previous=$3 file='' word i
    local options='-4 -6 -B -b -c -D -E -F -f -G -g -i -J -L -l -M -m -N -n -O -o -p -Q -q -R -S -T -V -v -W'
    local keywords='AddressFamily= BatchMode= BindAddress= Ciphers= ConnectTimeout= ConnectionAttempts= ControlMaster=
        ControlPath= DynamicForward= ExitOnForwardFailure= GatewayPorts= HostKeyAlias= IdentitiesOnly= IdentityAgent=
        IdentityFile= LocalForward= LogLevel= ProxyCommand= ProxyJump= RemoteForward= ServerAliveCountMax=
        ServerAliveInterval= StrictHostKeyChecking= UserKnownHostsFile= SallyportAllocatedPortFile=
        SallyportConnectionHold= SallyportReconnect= SallyportSessions= SallyportWindow='
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == -F ]] && file=${COMP_WORDS[i + 1]:-}
    done
    COMPREPLY=()
    case $previous in
    -i | -F | -E | -S) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    -O) mapfile -t COMPREPLY < <(compgen -W 'check forward cancel exit stop' -- "$current") ;;
    -o)
        compopt -o nospace 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -W "$keywords" -- "$current")
        ;;
    -c) mapfile -t COMPREPLY < <(compgen -W 'aes128-ctr aes192-ctr aes256-ctr' -- "$current") ;;
    -m) mapfile -t COMPREPLY < <(compgen -W 'hmac-sha2-256 hmac-sha2-512' -- "$current") ;;
    -Q) mapfile -t COMPREPLY < <(compgen -W 'cipher kex key mac sig' -- "$current") ;;
    -l) mapfile -t COMPREPLY < <(compgen -u -- "$current") ;;
    -b | -B | -D | -L | -R | -W | -p) ;;
    *)
        if [[ $current == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        else
            word=${current##*@}
            mapfile -t COMPREPLY < <(compgen -W "$(_sallyport_hosts "$file")" -P "${current%"$word"}" -- "$word")
        fi
        ;;
    esac
}

complete -F _sallyport sallyport
