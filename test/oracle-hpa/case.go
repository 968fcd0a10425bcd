package main

import (
	autoscaling "k8s.io/api/autoscaling/v2"
)

// Case is an autoscaler and what it sees at each sync. All times are in seconds since the start of the case.
type Case struct {
	HPA      autoscaling.HorizontalPodAutoscaler `json:"hpa"`
	Settings Settings                            `json:"settings"`
	Steps    []Step                              `json:"steps"`
}

// Settings are flags of kube-controller-manager.
type Settings struct {
	SyncPeriod              float64 `json:"syncPeriod"`
	DownscaleStabilization  float64 `json:"downscaleStabilization"`
	Tolerance               float64 `json:"tolerance"`
	CPUInitializationPeriod float64 `json:"cpuInitializationPeriod"`
	InitialReadinessDelay   float64 `json:"initialReadinessDelay"`
}

// Step is what the controller reads at one sync. Without Replicas, the target keeps what the controller last set.
type Step struct {
	Replicas       *int32               `json:"replicas"`
	StatusReplicas int32                `json:"statusReplicas"`
	Pods           []Pod                `json:"pods"`
	Values         map[string][]float64 `json:"values"`
}

// Pod is a pod of the target, and what metrics say of it.
type Pod struct {
	Phase      string             `json:"phase"`
	Deleting   bool               `json:"deleting"`
	StartedAt  *float64           `json:"startedAt"`
	Ready      *Ready             `json:"ready"`
	Containers []Container        `json:"containers"`
	Sample     *Sample            `json:"sample"`
	Values     map[string]float64 `json:"values"`
}

// Ready is the condition of that name.
type Ready struct {
	Is    bool    `json:"is"`
	Since float64 `json:"since"`
}

// Container is one of a pod.
type Container struct {
	Name     string             `json:"name"`
	Requests map[string]float64 `json:"requests"`
}

// Sample is what metrics-server says of a pod.
type Sample struct {
	At         float64 `json:"at"`
	Window     float64 `json:"window"`
	Containers []Usage `json:"containers"`
}

// Usage is that of one container.
type Usage struct {
	Name  string             `json:"name"`
	Usage map[string]float64 `json:"usage"`
}

// Answer is what the controller did at one sync.
type Answer struct {
	Replicas int32 `json:"replicas"`
	// Reason of each condition that this sync has set.
	Conditions map[string]string `json:"conditions"`
}
