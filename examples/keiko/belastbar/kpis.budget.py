# monitoring/performance_kpis.py
from dataclasses import dataclass
from typing import Dict, List

@dataclass
class PerformanceKPIs:
    """Performance-KPIs für Keiko."""

    # Response-Zeit-Ziele
    api_response_time_p95: float = 200.0  # ms
    api_response_time_p99: float = 500.0  # ms

    # Durchsatz-Ziele
    requests_per_second: float = 1000.0
    tasks_per_minute: float = 500.0

    # Resource-Ziele
    cpu_usage_max: float = 70.0  # %
    memory_usage_max: float = 80.0  # %
    database_connections_max: float = 80.0  # % of pool

    # Fehler-Ziele
    error_rate_max: float = 0.1  # %
    task_failure_rate_max: float = 1.0  # %

class PerformanceMonitor:
    """Performance-Monitor für KPI-Überwachung."""

    def __init__(self):
        self.kpis = PerformanceKPIs()
        self.metrics_collector = MetricsCollector()

    async def check_performance_health(self) -> Dict[str, bool]:
        """Prüft Performance-Health gegen KPIs."""

        current_metrics = await self.metrics_collector.get_current_metrics()

        health_status = {
            'api_response_time': current_metrics['api_p95'] <= self.kpis.api_response_time_p95,
            'throughput': current_metrics['rps'] >= self.kpis.requests_per_second,
            'cpu_usage': current_metrics['cpu_percent'] <= self.kpis.cpu_usage_max,
            'memory_usage': current_metrics['memory_percent'] <= self.kpis.memory_usage_max,
            'error_rate': current_metrics['error_rate'] <= self.kpis.error_rate_max
        }

        return health_status

    async def get_performance_alerts(self) -> List[Dict[str, str]]:
        """Ruft aktuelle Performance-Alerts ab."""

        health_status = await self.check_performance_health()
        alerts = []

        for metric, is_healthy in health_status.items():
            if not is_healthy:
                alerts.append({
                    'metric': metric,
                    'severity': 'warning' if metric in ['cpu_usage', 'memory_usage'] else 'critical',
                    'message': f"Performance-KPI verletzt: {metric}"
                })

        return alerts
