# fish completion of mrs-cancel

complete -c mrs-cancel -f
complete -c mrs-cancel -l endpoint -x -d 'The service, https://host[:port]'
complete -c mrs-cancel -l region -x -d 'Region of the service'
complete -c mrs-cancel -l project -x -d "The project's id"
complete -c mrs-cancel -l cluster -x -d "The cluster's id"
complete -c mrs-cancel -l ca-file -r -F -d 'PEM file to trust'
complete -c mrs-cancel -l language -x -a 'zh-cn en-us' -d "Language of the service's messages"
complete -c mrs-cancel -l token-file -r -F -d 'File that holds the token'
complete -c mrs-cancel -l user -x -d 'IAM user whose password gets tokens'
complete -c mrs-cancel -l password-file -r -F -d "File that holds the user's password"
complete -c mrs-cancel -l iam-endpoint -x -d 'Where IAM is'
complete -c mrs-cancel -l metadata -d 'As the virtual machine that this runs on'
complete -c mrs-cancel -s f -l file -r -F -d 'Read ids from this file'
complete -c mrs-cancel -l format -x -a 'lines csv jsonl' -d 'How files are written'
complete -c mrs-cancel -l id-field -x -d 'Column or field of the id'
complete -c mrs-cancel -l cluster-field -x -d 'Column or field of the cluster'
complete -c mrs-cancel -l bad-rows -x -a 'skip refuse' -d 'What to do about unusable rows'
complete -c mrs-cancel -l shard -x -a auto -d 'Do part I of N'
complete -c mrs-cancel -l json -d 'A JSON object a line'
complete -c mrs-cancel -l in-order -d 'In the order of the input'
complete -c mrs-cancel -s q -l quiet -d 'No progress, no summary'
complete -c mrs-cancel -l failed-file -r -F -d 'Write the ids that did not succeed'
complete -c mrs-cancel -l journal -r -F -d 'Go on where the same command was'
complete -c mrs-cancel -l rate -x -a 'auto off 60/m' -d 'Calls in a second, minute or hour'
complete -c mrs-cancel -l concurrency -x -a auto -d 'Calls in flight'
complete -c mrs-cancel -l timeout -x -d 'Limit of each call'
complete -c mrs-cancel -l retry-failed -x -d 'Try a FAILED again'
complete -c mrs-cancel -l wait -d 'See each execution end'
complete -c mrs-cancel -l wait-for -x -d 'So long at most for each'
complete -c mrs-cancel -l deadline -x -d 'Take no more ids after this time'
complete -c mrs-cancel -l fail-fast -d 'Stop at the first FAILED or error'
complete -c mrs-cancel -l max-error-ratio -x -d 'Stop at too many errors'
complete -c mrs-cancel -l dry-run -d 'Send nothing'
complete -c mrs-cancel -l confirm -x -d 'Ask before cancelling more than N'
complete -c mrs-cancel -l config -r -F -d 'TOML file of options'
complete -c mrs-cancel -s h -l help -d 'Print the options'
complete -c mrs-cancel -l version -d 'Print the version'
