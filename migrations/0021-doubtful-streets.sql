-- Streets that were found with doubts, which people confirm or correct one after another: by score, with all that a search
-- may ask of a row, so that a page of them reads nothing else. They are one row of sixteen at first, and ever fewer.
create index enterprise_doubtful_street on enterprise (standard_score, id)
  include (place_id, search_text, credit_code, industry_section, headcount, status_class, nature, established_on,
    vanished_batch_id, place_certain, place_how)
  where not place_certain and place_how not in ('district_pool', 'city_pool');
