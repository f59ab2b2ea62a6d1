alter sequence trait_id as integer;
drop index feature_state_overrides;
drop index feature_state_served;
