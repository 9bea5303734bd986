//! LL8: privacy.

rules! {
    personal_data_without_purpose,
    personal_data_without_retention,
    personal_data_without_erasure_path,
    personal_data_without_agreement,
    transfer_without_safeguard,
    copy_outlives_retention,
    personal_data_in_logs,
}
