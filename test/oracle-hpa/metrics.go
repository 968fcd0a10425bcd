package main

import (
	"context"
	"errors"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	custom "k8s.io/metrics/pkg/apis/custom_metrics/v1beta2"
	external "k8s.io/metrics/pkg/apis/external_metrics/v1beta1"
	usage "k8s.io/metrics/pkg/apis/metrics/v1beta1"
	podclient "k8s.io/metrics/pkg/client/clientset/versioned/typed/metrics/v1beta1"
	customclient "k8s.io/metrics/pkg/client/custom_metrics"
	externalclient "k8s.io/metrics/pkg/client/external_metrics"
)

var errMissing = errors.New("no such metric")

// podMetrics is metrics-server.
type podMetrics struct{ world *world }

func (p podMetrics) PodMetricses(string) podclient.PodMetricsInterface {
	return podMetricsList{world: p.world}
}

type podMetricsList struct {
	podclient.PodMetricsInterface
	world *world
}

func (p podMetricsList) List(context.Context, meta.ListOptions) (*usage.PodMetricsList, error) {
	list := &usage.PodMetricsList{}
	for index, pod := range p.world.step.Pods {
		if pod.Sample == nil {
			continue
		}
		item := usage.PodMetrics{
			ObjectMeta: meta.ObjectMeta{Name: podName(index), Namespace: namespace},
			Timestamp:  p.world.at(pod.Sample.At),
			Window:     meta.Duration{Duration: duration(pod.Sample.Window)},
		}
		for _, container := range pod.Sample.Containers {
			item.Containers = append(item.Containers, usage.ContainerMetrics{Name: container.Name, Usage: resources(container.Usage)})
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}

// customMetrics is an adapter for the metrics of pods and of other objects.
type customMetrics struct{ world *world }

func (c customMetrics) RootScopedMetrics() customclient.MetricsInterface       { return c }
func (c customMetrics) NamespacedMetrics(string) customclient.MetricsInterface { return c }
func (c customMetrics) reference(kind string, name string) core.ObjectReference {
	return core.ObjectReference{Kind: kind, Name: name, Namespace: namespace}
}

func (c customMetrics) GetForObject(kind schema.GroupKind, name string, metric string, selector labels.Selector) (*custom.MetricValue, error) {
	values := c.world.step.Values[kind.Kind+"/"+name+" "+metricKey(metric, selector)]
	if len(values) == 0 {
		return nil, errMissing
	}
	// An object has one value; cases with several series give their sum.
	total := 0.0
	for _, value := range values {
		total += value
	}
	return &custom.MetricValue{DescribedObject: c.reference(kind.Kind, name), Value: quantity(total), Timestamp: meta.Now()}, nil
}

func (c customMetrics) GetForObjects(_ schema.GroupKind, _ labels.Selector, metric string, selector labels.Selector) (*custom.MetricValueList, error) {
	list := &custom.MetricValueList{}
	key := metricKey(metric, selector)
	for index, pod := range c.world.step.Pods {
		if value, ok := pod.Values[key]; ok {
			item := custom.MetricValue{DescribedObject: c.reference("Pod", podName(index)), Value: quantity(value), Timestamp: meta.Now()}
			list.Items = append(list.Items, item)
		}
	}
	return list, nil
}

// externalMetrics is an adapter for metrics from outside of the cluster.
type externalMetrics struct{ world *world }

func (e externalMetrics) NamespacedMetrics(string) externalclient.MetricsInterface { return e }

func (e externalMetrics) List(name string, selector labels.Selector) (*external.ExternalMetricValueList, error) {
	values, ok := e.world.step.Values[metricKey(name, selector)]
	if !ok {
		return nil, errMissing
	}
	list := &external.ExternalMetricValueList{}
	for _, value := range values {
		list.Items = append(list.Items, external.ExternalMetricValue{MetricName: name, Value: quantity(value), Timestamp: meta.Now()})
	}
	return list, nil
}
