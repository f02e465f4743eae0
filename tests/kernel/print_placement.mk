# Read by way of MAKEFILES before a kernel's own makefiles: adds the goal
# `placement`, whose recipes print what scripts/Makefile.build worked out, and
# descends as the tree descends.  Nothing is compiled.
#
# Recipes are expanded when all makefiles have been read, so they see the final
# lists; `build` on the command line gives the descent our goal in place of the
# directory's own.

.SECONDEXPANSION:

placement-row = printf '%s\t%s\t%s\n' '$1' '$2' '$3';

# "obj" is set in runs of Makefile.build; without it this is the top Makefile.
ifndef obj

# Where the tree begins: an external module at itself, a newer tree at the top,
# an older one at each directory of core-y, drivers-y and so on.
placement-roots = $(or $(build-dirs),$(build-dir),$(KBUILD_EXTMOD), \
	$(vmlinux-dirs),.)
placement-linked = $(KBUILD_VMLINUX_INIT) $(KBUILD_VMLINUX_OBJS) \
	$(KBUILD_VMLINUX_MAIN)
placement-is-linked = $(filter $1/built-in.a $1/built-in.o, \
	$(addprefix $(if $(filter .,$1),./),$(patsubst ./%,%,$(placement-linked))))
placement-alone = $(filter-out %/built-in.o,$(filter %.o,$(placement-linked)))

define placement-newline


endef

placement:
	@$(foreach o,$(placement-alone),$(call placement-row,builtin,$o,vmlinux))
	$(foreach d,$(placement-roots),+@$(MAKE) $(build)=$d need-modorder=1 \
		need-builtin=$(if $(call placement-is-linked,$d),1) \
		$(placement-newline))

else

# What a module consists of, as the rule for .mod files has it.
placement-lists = $(strip $(foreach s,$2,$($(1:.o=$s))))
placement-parts = $(foreach o,$(patsubst $(obj)/%,%,$1), \
	$(if $(call placement-lists,$o,-objs -y -m -), \
	$(call placement-lists,$o,-objs -y -m),$o))

# Makefiles before need-modorder make the modules of any directory they enter.
# Without CONFIG_MODULES `make all` compiles what is in obj-m and leaves it at
# that: the top Makefile has no rule that links a .ko.
placement-modules = $(strip $(if $(CONFIG_MODULES), \
	$(if $(placement-knows-modorder),$(need-modorder),1)))
placement-objects = $(filter-out %/built-in.a %/built-in.o, \
	$(real-obj-y) $(real-objs-y))

placement: placement-here $$(subdir-ym)
placement-here:
	@$(if $(and $(need-builtin),$(KBUILD_BUILTIN)), \
		$(foreach o,$(placement-objects), \
		$(call placement-row,builtin,$o,vmlinux)))
	@$(if $(KBUILD_BUILTIN),$(foreach o,$(lib-y), \
		$(call placement-row,archive,$o,$(obj)/lib.a)))
	@$(if $(placement-modules),$(foreach m,$(filter %.o,$(obj-m)), \
		$(foreach o,$(call placement-parts,$m), \
		$(call placement-row,module,$(obj)/$o,$(m:.o=.ko)))))

.PHONY: placement placement-here

endif
