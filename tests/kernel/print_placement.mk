# Read by way of MAKEFILES before a kernel's own makefiles: adds the goal
# `placement`, whose recipes print what scripts/Makefile.build worked out, and
# descends as Makefile.build descends.  Nothing is compiled.
#
# Recipes are expanded when all makefiles have been read, so they see the final
# lists; `build` on the command line gives the descent our goal in place of the
# directory's own.

.SECONDEXPANSION:

# "obj" is set in runs of Makefile.build; without it this is the top Makefile.
ifndef obj

placement:
	+@$(MAKE) $(build)=. need-builtin=1 need-modorder=1

else

# What a module consists of, as the rule for .mod files has it.
placement-parts = $(call real-search,$(patsubst $(obj)/%,%,$1),.o,-objs -y -m)
placement-row = printf '%s\t%s\t%s\n' '$1' '$2' '$3';

placement: placement-here $$(subdir-ym)
placement-here:
	@$(if $(need-builtin),$(foreach o,$(filter-out %/built-in.a,$(real-obj-y)), \
		$(call placement-row,builtin,$o,vmlinux)))
	@$(foreach o,$(lib-y),$(call placement-row,archive,$o,$(obj)/lib.a))
	@$(if $(need-modorder),$(foreach m,$(filter %.o,$(obj-m)), \
		$(foreach o,$(call placement-parts,$m), \
		$(call placement-row,module,$(obj)/$o,$(m:.o=.ko)))))

.PHONY: placement placement-here

endif
