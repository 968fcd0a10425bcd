package main

import (
	"context"
	"time"

	scaling "k8s.io/api/autoscaling/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	coreclient "k8s.io/client-go/kubernetes/typed/core/v1"
	autoscalinglisters "k8s.io/client-go/listers/autoscaling/v2"
	corelisters "k8s.io/client-go/listers/core/v1"
	scaleclient "k8s.io/client-go/scale"
	"k8s.io/client-go/tools/cache"
)

// scales is the scale subresource of the target.
type scales struct{ world *world }

func (s scales) Scales(string) scaleclient.ScaleInterface { return scaleOf{world: s.world} }

type scaleOf struct {
	scaleclient.ScaleInterface
	world *world
}

func (s scaleOf) Get(context.Context, schema.GroupResource, string, meta.GetOptions) (*scaling.Scale, error) {
	return &scaling.Scale{
		ObjectMeta: meta.ObjectMeta{Name: s.world.hpa.Spec.ScaleTargetRef.Name, Namespace: namespace},
		Spec:       scaling.ScaleSpec{Replicas: s.world.replicas},
		Status:     scaling.ScaleStatus{Replicas: s.world.step.StatusReplicas, Selector: label + "=x"},
	}, nil
}

func (s scaleOf) Update(_ context.Context, _ schema.GroupResource, scale *scaling.Scale, _ meta.UpdateOptions) (*scaling.Scale, error) {
	s.world.replicas = scale.Spec.Replicas
	return scale, nil
}

// autoscalers takes the status that the controller writes. The controller never sees it again, so that what it writes is of
// one sync alone.
type autoscalers struct{ world *world }

func (a autoscalers) HorizontalPodAutoscalers(string) autoscalingclient.HorizontalPodAutoscalerInterface {
	return autoscalerOf{world: a.world}
}

type autoscalerOf struct {
	autoscalingclient.HorizontalPodAutoscalerInterface
	world *world
}

func (a autoscalerOf) UpdateStatus(_ context.Context, hpa *autoscaling.HorizontalPodAutoscaler, _ meta.UpdateOptions) (*autoscaling.HorizontalPodAutoscaler, error) {
	a.world.status = &hpa.Status
	return hpa, nil
}

// informer hands its handler to the world.
type informer struct {
	cache.SharedIndexInformer
	world *world
}

func (i informer) AddEventHandlerWithResyncPeriod(handler cache.ResourceEventHandler, _ time.Duration) (cache.ResourceEventHandlerRegistration, error) {
	i.world.handler = handler
	return nil, nil
}

func (i informer) HasSynced() bool { return true }

type autoscalerInformer struct{ world *world }

func (a autoscalerInformer) Informer() cache.SharedIndexInformer { return informer{world: a.world} }

func (a autoscalerInformer) Lister() autoscalinglisters.HorizontalPodAutoscalerLister {
	return autoscalerLister{world: a.world}
}

type autoscalerLister struct {
	autoscalinglisters.HorizontalPodAutoscalerLister
	autoscalinglisters.HorizontalPodAutoscalerNamespaceLister
	world *world
}

func (a autoscalerLister) List(labels.Selector) ([]*autoscaling.HorizontalPodAutoscaler, error) {
	return []*autoscaling.HorizontalPodAutoscaler{a.world.hpa}, nil
}

func (a autoscalerLister) HorizontalPodAutoscalers(string) autoscalinglisters.HorizontalPodAutoscalerNamespaceLister {
	return a
}

func (a autoscalerLister) Get(string) (*autoscaling.HorizontalPodAutoscaler, error) {
	return a.world.hpa, nil
}

type podInformer struct{ world *world }

func (p podInformer) Informer() cache.SharedIndexInformer { return informer{world: p.world} }
func (p podInformer) Lister() corelisters.PodLister       { return podLister{world: p.world} }

type podLister struct {
	corelisters.PodNamespaceLister
	world *world
}

func (p podLister) List(labels.Selector) ([]*core.Pod, error)  { return p.world.pods, nil }
func (p podLister) Pods(string) corelisters.PodNamespaceLister { return p }

// mapper knows the one target.
type mapper struct{ apimeta.RESTMapper }

func (mapper) RESTMappings(kind schema.GroupKind, _ ...string) ([]*apimeta.RESTMapping, error) {
	resource := schema.GroupVersionResource{Group: kind.Group, Version: "v1", Resource: "deployments"}
	return []*apimeta.RESTMapping{{Resource: resource}}, nil
}

// noEvents forgets the events that the controller records.
type noEvents struct{}

func (noEvents) Events(string) coreclient.EventInterface { return noEvent{} }

type noEvent struct{ coreclient.EventInterface }

func (noEvent) CreateWithEventNamespace(event *core.Event) (*core.Event, error) { return event, nil }
func (noEvent) UpdateWithEventNamespace(event *core.Event) (*core.Event, error) { return event, nil }
func (noEvent) PatchWithEventNamespace(event *core.Event, _ []byte) (*core.Event, error) {
	return event, nil
}
func (noEvent) CreateWithEventNamespaceWithContext(_ context.Context, event *core.Event) (*core.Event, error) {
	return event, nil
}
func (noEvent) UpdateWithEventNamespaceWithContext(_ context.Context, event *core.Event) (*core.Event, error) {
	return event, nil
}
func (noEvent) PatchWithEventNamespaceWithContext(_ context.Context, event *core.Event, _ []byte) (*core.Event, error) {
	return event, nil
}
