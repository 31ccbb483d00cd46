# bash completion of mrs-cancel

_mrs_cancel() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    case $before in
    -f | --file | --ca-file | --token-file | --password-file | --failed-file | --journal | --config)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "lines csv jsonl" -- "$word") ;;
    --proxy) mapfile -t COMPREPLY < <(compgen -W "none" -- "$word") ;;
    --language) mapfile -t COMPREPLY < <(compgen -W "zh-cn en-us" -- "$word") ;;
    --bad-rows) mapfile -t COMPREPLY < <(compgen -W "skip refuse" -- "$word") ;;
    --progress) mapfile -t COMPREPLY < <(compgen -W "auto bar lines off" -- "$word") ;;
    --shard) mapfile -t COMPREPLY < <(compgen -W "auto" -- "$word") ;;
    --rate) mapfile -t COMPREPLY < <(compgen -W "auto off 60/m" -- "$word") ;;
    --concurrency) mapfile -t COMPREPLY < <(compgen -W "auto 16 64 256" -- "$word") ;;
    --endpoint | --region | --user | --iam-endpoint | --project | --cluster | --id-field | --cluster-field | --timeout | \
        --retry-failed | --wait-for | --deadline | --outage-limit | --max-refusals | --max-error-ratio | \
        --confirm) ;;
    *)
        mapfile -t COMPREPLY < <(compgen -W "--endpoint --region --project --cluster --ca-file
            --proxy --language --token-file --user --password-file --iam-endpoint --metadata
            -f --file --format --id-field --cluster-field --bad-rows --shard
            --json --in-order -q --quiet --progress --failed-file --journal --rate --concurrency --timeout
            --retry-failed --wait --wait-for --deadline --outage-limit --max-refusals
            --fail-fast --max-error-ratio --dry-run --confirm
            --config --help --version" -- "$word")
        ;;
    esac
}
complete -F _mrs_cancel mrs-cancel
