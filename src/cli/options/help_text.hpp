// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_OPTIONS_HELP_TEXT_HPP
#define MRS_CLI_OPTIONS_HELP_TEXT_HPP

namespace mrs::cli {

// What --help says before and behind the options.

inline constexpr char help_description[] =
    "Cancels SQL executions in a Huawei Cloud MRS cluster, from one to millions.";

inline constexpr char help_footer[] =
    R"(Without an option for them, the credentials are the first that is there of: the token in
MRS_AUTH_TOKEN or in the file that MRS_AUTH_TOKEN_FILE names; the access key in HUAWEICLOUD_SDK_AK
and HUAWEICLOUD_SDK_SK; the profile file ~/.huaweicloud/credentials; the pod's identity.

An option that is not on the command line is taken from its environment variable, where it has
one, then from the file of --config, which has a line such as rate = "60/m" for each.

Each id's outcome is one line on standard output:
  SUCCEED<TAB>id
  SUCCEED<TAB>id<TAB>how the execution ended, with --wait
  FAILED<TAB>id<TAB>the service's message
  ERROR<TAB>id<TAB>why there is no answer, or no end to tell
Control characters, characters that are not seen, and backslashes in them are escaped as in \t, \\
or \x1b.

Exit status, the first of these that applies, and what to do:
  129, 130, 143  ended by SIGHUP, SIGINT or SIGTERM: the same command again
  3   standard output or the journal does not take the outcomes, or the failed file not all of it:
      make room, then the same command again
  4   the credentials, or the proxy's, were refused, or do not permit the call: renew them, or
      have the permission granted; then the same command again
  6   every id is refused alike and for good, for a wrong cluster, project, endpoint or
      certificate: change the command, for the same one fails again
  10  the deadline passed before every id was tried: the same command again, with more time
  5   some have no answer, were not seen to end by --wait, or were not tried, for a reason that
      may pass: the same command again, later
  2   an option or a row of the input was refused, or not all of it could be read: mend what
      standard error names, then the same command again
  1   the service answered FAILED to some, does not know them, or refused them for good: read
      their lines; --retry-failed tries FAILED again
  0   all succeeded, or there was nothing to do: all is well

The first SIGINT, SIGTERM or SIGHUP ends what has no request under way, and waits for the answers to
those that have, 10 s at most each, and for the ends that --wait asks for; the second ends them too,
and waits for no reader of its output. SIGUSR1 prints how far it is.)";

} // namespace mrs::cli

#endif
