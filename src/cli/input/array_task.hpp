// SPDX-License-Identifier: BSL-1.0
#ifndef MRS_CLI_INPUT_ARRAY_TASK_HPP
#define MRS_CLI_INPUT_ARRAY_TASK_HPP

#include "cli/input/shard.hpp"

namespace mrs::cli {

/// The shard of the task that a scheduler made this process of:
///   - a Kubernetes Indexed Job: JOB_COMPLETION_INDEX;
///   - a Slurm job array: SLURM_ARRAY_TASK_ID, _MIN, _STEP and _COUNT (and _MAX, which has to fit);
///   - an AWS Batch array job: AWS_BATCH_JOB_ARRAY_INDEX and _SIZE.
/// MRS_SHARD_COUNT goes before a scheduler's own count; Kubernetes tells none.
/// @throws usage_error
shard shard_of_array_task(const environment_lookup& variable);

} // namespace mrs::cli

#endif
