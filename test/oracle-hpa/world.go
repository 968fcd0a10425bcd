package main

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/tools/cache"
)

const (
	namespace = "default"
	label     = "app"
)

// world is the cluster around the controller at one moment.
type world struct {
	start    time.Time
	hpa      *autoscaling.HorizontalPodAutoscaler
	handler  cache.ResourceEventHandler
	replicas int32
	step     *Step
	pods     []*core.Pod
	status   *autoscaling.HorizontalPodAutoscalerStatus
}

// enter makes the next step what the controller sees.
func (w *world) enter(step *Step) {
	w.step = step
	w.status = nil
	if step.Replicas != nil {
		w.replicas = *step.Replicas
	}
	w.pods = w.pods[:0]
	for index, pod := range step.Pods {
		w.pods = append(w.pods, w.podOf(index, pod))
	}
}

// answer is what the controller has done since the step was entered.
func (w *world) answer() Answer {
	conditions := map[string]string{}
	if w.status != nil {
		for _, condition := range w.status.Conditions {
			conditions[string(condition.Type)] = condition.Reason
		}
	}
	return Answer{Replicas: w.replicas, Conditions: conditions}
}

func (w *world) at(seconds float64) meta.Time {
	return meta.NewTime(w.start.Add(duration(seconds)))
}

func (w *world) podOf(index int, one Pod) *core.Pod {
	pod := &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: podName(index), Namespace: namespace, Labels: map[string]string{label: "x"}},
		Status:     core.PodStatus{Phase: core.PodPhase(one.Phase)},
	}
	if one.Deleting {
		at := w.at(0)
		pod.DeletionTimestamp = &at
	}
	if one.StartedAt != nil {
		at := w.at(*one.StartedAt)
		pod.Status.StartTime = &at
	}
	if one.Ready != nil {
		status := core.ConditionFalse
		if one.Ready.Is {
			status = core.ConditionTrue
		}
		condition := core.PodCondition{Type: core.PodReady, Status: status, LastTransitionTime: w.at(one.Ready.Since)}
		pod.Status.Conditions = []core.PodCondition{condition}
	}
	for _, container := range one.Containers {
		pod.Spec.Containers = append(pod.Spec.Containers, core.Container{
			Name:      container.Name,
			Resources: core.ResourceRequirements{Requests: resources(container.Requests)},
		})
	}
	return pod
}

func podName(index int) string {
	return fmt.Sprintf("pod-%d", index)
}

func resources(amounts map[string]float64) core.ResourceList {
	list := core.ResourceList{}
	for name, amount := range amounts {
		list[core.ResourceName(name)] = quantity(amount)
	}
	return list
}

func quantity(amount float64) resource.Quantity {
	return resource.MustParse(strconv.FormatFloat(amount, 'f', -1, 64))
}

// metricKey names a metric as cases do: name{label="value"}.
func metricKey(name string, selector labels.Selector) string {
	requirements, _ := selector.Requirements()
	pairs := make([]string, 0, len(requirements))
	for _, requirement := range requirements {
		pairs = append(pairs, fmt.Sprintf("%s=%q", requirement.Key(), requirement.Values().UnsortedList()[0]))
	}
	if len(pairs) == 0 {
		return name
	}
	sort.Strings(pairs)
	return name + "{" + strings.Join(pairs, ",") + "}"
}
