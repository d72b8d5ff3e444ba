-- /opt/aktienanalyse-ökosystem/database/performance_tuning.sql
-- PostgreSQL Performance Tuning für Event-Store

-- Memory Configuration
SET shared_buffers = '256MB';                    -- 25% der verfügbaren RAM
SET effective_cache_size = '1GB';                -- 75% der verfügbaren RAM
SET work_mem = '16MB';                           -- Für Sorting/Hashing Operations
SET maintenance_work_mem = '128MB';              -- Für VACUUM, CREATE INDEX
SET wal_buffers = '16MB';                        -- Write-Ahead-Log Buffer

-- Connection Settings
SET max_connections = 100;                       -- Maximum concurrent connections
SET shared_preload_libraries = 'pg_stat_statements';

-- Query Optimization
SET random_page_cost = 1.1;                     -- SSD-optimiert
SET seq_page_cost = 1.0;                        -- Sequential scan cost
SET cpu_tuple_cost = 0.01;                      -- CPU cost per tuple
SET cpu_index_tuple_cost = 0.005;               -- CPU cost per index tuple
SET cpu_operator_cost = 0.0025;                 -- CPU cost per operator

-- Checkpoint Configuration
SET checkpoint_completion_target = 0.9;         -- Checkpoint spread over 90% of interval
SET checkpoint_timeout = '15min';               -- Checkpoint every 15 minutes
SET max_wal_size = '2GB';                       -- Maximum WAL size
SET min_wal_size = '512MB';                     -- Minimum WAL size

-- Auto Vacuum Configuration
SET autovacuum = on;
SET autovacuum_max_workers = 3;
SET autovacuum_naptime = '1min';
SET autovacuum_vacuum_threshold = 50;
SET autovacuum_vacuum_scale_factor = 0.2;

-- Event Store Optimized Indexes
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_aggregate_id_version 
    ON events(aggregate_id, version);
    
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_event_type_timestamp 
    ON events(event_type, timestamp);
    
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_events_timestamp_desc 
    ON events(timestamp DESC);

-- Materialized Views für Performance
CREATE MATERIALIZED VIEW mv_portfolio_performance_summary AS
SELECT 
    p.portfolio_id,
    p.user_id,
    ps.current_value_eur,
    ps.initial_value_eur,
    (ps.current_value_eur - ps.initial_value_eur) / ps.initial_value_eur * 100 as performance_percent,
    ps.snapshot_date
FROM portfolios p
JOIN portfolio_snapshots ps ON p.portfolio_id = ps.portfolio_id
WHERE ps.snapshot_date = CURRENT_DATE;
